using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Articles;

/// <summary>An image that articles may show: PNG, JPEG, WebP or GIF, told by its first bytes whatever it is called. SVG is none: it can hold script.</summary>
/// <param name="Id">SHA-256 of its content in hex, with the ending of its kind: the last part of its address.</param>
/// <param name="Type">Its media type.</param>
public sealed partial record ImageFile(string Id, string Type)
{
    /// <summary>Largest image taken in, in bytes.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>Where images are served, and the folder beside articles that holds them.</summary>
    public const string Folder = "images";

    /// <summary>The image in <paramref name="content"/>, or null when it is none, or too large.</summary>
    public static ImageFile? Of(ReadOnlySpan<byte> content)
    {
        (string Ending, string Type)? kind = content switch
        {
            { Length: > MaxBytes } => null,
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, _, _, _, _, (byte)'I', (byte)'H', (byte)'D', (byte)'R', ..] => ("png", "image/png"),
            [0xFF, 0xD8, 0xFF, >= 0xC0, ..] => ("jpg", "image/jpeg"),
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => ("gif", "image/gif"),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', (byte)'V', (byte)'P', (byte)'8', ..] => ("webp", "image/webp"),
            _ => null,
        };
        return kind is var (ending, type) ? new ImageFile($"{Convert.ToHexStringLower(SHA256.HashData(content))}.{ending}", type) : null;
    }

    /// <summary>True when <paramref name="id"/> is written like that of an image.</summary>
    public static bool IsId(string id) => Pattern().IsMatch(id);

    /// <summary>True when <paramref name="url"/> leads to an image of this site.</summary>
    public static bool IsAddress(string url) => url.StartsWith($"/{Folder}/", StringComparison.Ordinal) && IsId(url[(Folder.Length + 2)..]);

    [GeneratedRegex(@"\A[0-9a-f]{64}\.(png|jpg|gif|webp)\z")]
    private static partial Regex Pattern();
}
