using KnowledgeBase.Api;

return await Commands.RunAsync(args);

/// <summary>The entry point; public, so that tests can start the service.</summary>
public partial class Program;
