using KnowledgeBase.Api.Security;
using KnowledgeBase.Articles;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>Images of articles: taken in by their content, served from a path of their own that runs nothing.</summary>
internal static class ImageEndpoints
{
    private static readonly string Mend = $"Send a PNG, JPEG, WebP or GIF image of at most {ImageFile.MaxBytes / (1024 * 1024)} MB as the body.";

    public static void MapImages(this RouteGroupBuilder api)
    {
        api.MapPost("/images", Add).For(Role.Writer).WithName("AddImage").WithTags("Articles").WithSummary("Takes in an image for articles, and says where it is; the same image has the same address.")
            .Accepts<Stream>("image/png", "image/jpeg", "image/webp", "image/gif").Produces<ImageView>(StatusCodes.Status201Created).Produces<ImageView>().ProducesValidationProblem();
        api.MapDelete("/images/{id}", (Engine engine, string id) => engine.Images.Delete(id) ? Results.NoContent() : NoImage())
            .For(Role.Writer).WithName("DeleteImage").WithTags("Articles").WithSummary("Takes an image away.").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    public static void MapShownImages(this WebApplication app) =>
        app.MapMethods($"/{ImageFile.Folder}/{{id}}", [HttpMethods.Get, HttpMethods.Head], Show).For(Role.Reader).ExcludeFromDescription();

    private static async Task<IResult> Add(Engine engine, HttpContext context, CancellationToken cancel)
    {
        using var content = new MemoryStream();
        byte[] part = new byte[64 * 1024];
        for (int read; content.Length <= ImageFile.MaxBytes && (read = await context.Request.Body.ReadAsync(part, cancel)) > 0;)
        {
            content.Write(part, 0, read);
        }

        if (engine.Images.Add(content.ToArray()) is not var (image, isNew))
        {
            return Checks.Fault("body", Mend);
        }

        Auditing.About(context, image.Id);
        string address = $"/{ImageFile.Folder}/{image.Id}";
        return isNew ? Results.Created(address, new ImageView(address)) : Results.Ok(new ImageView(address));
    }

    private static IResult Show(Engine engine, HttpContext context, string id)
    {
        if (!ImageFile.IsId(id) || engine.Store.Image(id) is not { } image)
        {
            return NoImage();
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return Results.Bytes(image.Content, image.Type);
    }

    private static IResult NoImage() => Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such image.");
}

/// <summary>Where an image is.</summary>
/// <param name="Url" example="/images/0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9.png">Its address on this site, for Markdown: ![What it shows](url).</param>
public sealed record ImageView(string Url);
