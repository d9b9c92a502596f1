using System.Text.Json.Serialization;

namespace KnowledgeBase.Api.Endpoints;

/// <summary>How answers to a search become JSON, generated at build time: what is found out by reflection, the first question waits for.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SearchResponse))]
internal sealed partial class SearchJson : JsonSerializerContext;
