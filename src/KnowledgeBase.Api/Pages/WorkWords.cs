namespace KnowledgeBase.Api.Pages;

/// <summary>The English text that the workplaces share.</summary>
internal static class WorkWords
{
    public const string Places = "Workplaces";
    public const string Account = "Account";

    public static string Name(Place place) => place switch
    {
        Place.Agent => "Answer",
        Place.Write => "Write",
        _ => "Admin",
    };

    public static string Address(Place place) => place switch
    {
        Place.Agent => "/agent",
        Place.Write => "/write",
        _ => "/admin",
    };
}
