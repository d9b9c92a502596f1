using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>What the OpenAPI document says beyond the signatures: parameters with examples, and the answer while the service starts.</summary>
internal sealed class ApiDocument : IOperationFilter
{
    private const string Scheme = "key";

    private static readonly Dictionary<string, (string Description, JsonNode Example)> Parameters = new(StringComparer.Ordinal)
    {
        ["q"] = ("The question, 1 to 20,000 characters: an error as it was printed, a command, a sentence.", "EACCES: permission denied, mkdir '/usr/local/lib/node_modules'"),
        ["k"] = ("How many at most, 1 to 50.", 5),
        ["after"] = ("Waits, up to five seconds, until the node that answers has seen this change: the Sequence header of the answer to a write.", 944),
        ["typing"] = ("True while words are still being typed: such a search counts in analytics only once a result of it is followed.", false),
        ["days"] = ("How many days, today included, 1 to 400; 30 when left out.", 30),
        ["cursor"] = ("The cursor of the page before; none for the first page.", "install/eacces"),
        ["id"] = ("The id it was written with.", "install/eacces"),
        ["requester"] = ("Who asked, written as when the tickets came in; case does not matter.", "kim@example.com"),
        ["number"] = ("Its number.", 12),
        ["before"] = ("The cursor of the page before; none for the newest.", 12),
        ["state"] = ("open, escalated or solved; open when left out.", "open"),
        ["articleId"] = ("Only those of this article.", "install/eacces"),
        ["revision"] = ("Number of the revision, from 1.", 3),
        ["from"] = ("Number of the earlier revision.", 2),
        ["to"] = ("Number of the later revision; the newest when left out.", 3),
    };

    public static void Configure(SwaggerGenOptions options)
    {
        options.SwaggerDoc("v1", new OpenApiInfo
        {
            Title = "KnowledgeBase",
            Version = "v1",
            Description = "Finds the article that answers a question, says how sure it is and why, and stays silent when it does not know. Errors are application/problem+json and say what to do.",
        });
        options.IncludeXmlComments(Path.Combine(AppContext.BaseDirectory, "KnowledgeBase.Api.xml"), includeControllerXmlComments: false);
        options.SupportNonNullableReferenceTypes();
        options.NonNullableReferenceTypesAsRequired();
        options.OperationFilter<ApiDocument>();
        options.AddSecurityDefinition(Scheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key: `POST /api/v1/keys` or the command `keys add NAME ROLE`." });
    }

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (Parameters.TryGetValue(parameter.Name ?? "", out var text))
            {
                parameter.Required |= parameter.Name == "q";
                parameter.Description = text.Description;
                parameter.Example = parameter.Name != "id" ? text.Example.DeepClone()
                    : context.ApiDescription.RelativePath!.Contains("/tickets/", StringComparison.Ordinal) ? "T-1001"
                    : context.ApiDescription.RelativePath.Contains("/keys/", StringComparison.Ordinal) ? "019ab1c2d3e4f5061728394a5b6c7d8e"
                    : text.Example.DeepClone();
            }
        }

        if (context.ApiDescription.HttpMethod == "PUT")
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = "If-Match",
                In = ParameterLocation.Header,
                Required = true,
                Description = "The ETag the article was read with.",
                Example = "\"3\"",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        if (operation.OperationId == "PublishArticle")
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Content = new Dictionary<string, IOpenApiMediaType>
                {
                    ["application/json"] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(typeof(PublishRequest), context.SchemaRepository) },
                },
            };
        }

        operation.Responses ??= [];
        operation.Responses["503"] = Problem("Service Unavailable", context);
        var role = context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<Role>().LastOrDefault(Role.Admin);
        if (role > Role.Reader)
        {
            operation.Description = $"For the role {role.ToString().ToLowerInvariant()} and those above it.";
            operation.Responses["401"] = Problem("Unauthorized: no key, or an unknown one", context);
            operation.Responses["403"] = Problem("Forbidden: the key is of a lower role", context);
            (operation.Security ??= []).Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] });
        }
    }

    private static OpenApiResponse Problem(string description, OperationFilterContext context) => new()
    {
        Description = description,
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            ["application/problem+json"] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), context.SchemaRepository) },
        },
    };
}
