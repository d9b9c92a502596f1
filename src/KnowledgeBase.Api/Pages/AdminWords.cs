namespace KnowledgeBase.Api.Pages;

/// <summary>The English text of the operators' pages.</summary>
internal static class AdminWords
{
    public const string Overview = "Overview";
    public const string Keys = "Keys";
    public const string Audit = "Changes";
    public const string Sections = "Administration";
    public const string Span = "Span";
    public const string Days = "days";

    public const string Searches = "Searches";
    public const string Answered = "Answered";
    public const string Silent = "Silent";
    public const string Clicked = "Result followed";
    public const string Views = "Articles opened";
    public const string Votes = "Helpful?";
    public const string Yes = "Yes";
    public const string No = "No";
    public const string Questions = "Questions";
    public const string Asked = "Asked";
    public const string Solved = "Solved";
    public const string HelpfulShare = "Helpful";
    public const string Day = "Day";
    public const string Table = "All figures by day";
    public const string Audience = "Who searched";
    public const string AudienceHead = "Audience";
    public const string Public = "Readers";
    public const string Agents = "Agents";
    public const string Nothing = "Nothing yet.";
    public const string Fruitless = "Searched in vain";
    public const string FruitlessHint = "What met silence, most frequent first; secrets and addresses are masked.";
    public const string Search = "Search";
    public const string Times = "Times";
    public const string Last = "Last";
    public const string AllGaps = "All, alike ones together";

    public const string System = "This service";
    public const string Health = "Health";
    public const string Ready = "Ready";
    public const string NotReady = "Starting";
    public const string Index = "Index";
    public const string UpToDate = "holds every change, up to number";
    public const string Behind = "changes behind";
    public const string Model = "Ranking model";
    public const string Embedding = "Embedding";
    public const string Store = "Store";
    public const string Articles = "articles";
    public const string Tickets = "resolved tickets";
    public const string Work = "At work";
    public const string Idle = "Nothing is running.";
    public const string Learning = "Learning from articles and tickets";
    public const string Importing = "Taking in tickets";
    public const string ImportRead = "read";
    public const string ImportAccepted = "accepted";
    public const string ImportRefused = "refused";
    public const string Refused = "The articles folder refuses";
    public const string Webhook = "Webhook";
    public const string WebhookNone = "none; new questions are told nobody";
    public const string WebhookTold = "questions told";
    public const string WebhookGivenUp = "given up";
    public const string WebhookWaiting = "waiting";
    public const string WebhookFault = "The last attempt failed";
    public const string Models = "What was learned";
    public const string ModelsHint = "Mean reciprocal rank of the right answer on what it had not seen, 1 at best. What you choose stays until something learned later proves better on tickets that came after.";
    public const string ModelMade = "Made";
    public const string ModelVersion = "Version";
    public const string ModelShipped = "shipped";
    public const string ModelInUse = "In use";
    public const string ModelUse = "Use this one";
    public const string ModelNotKept = "not kept";
    public const string ModelLearn = "Learn now";
    public const string ModelLastLesson = "Last lesson";
    public const string ModelBegun = "It is learning now.";
    public const string ModelBusy = "It is learning already, here or on another node.";
    public const string ModelChanged = "All nodes go over to it now.";
    public const string ModelGone = "There is no such model any more.";
    public const string RankingTrial = "Ranking";
    public const string Metrics = "Metrics";
    public const string ApiLink = "The API";

    public const string Settings = "Settings";
    public const string SettingsHint = "As the service was started, without secrets; the README says what each one does.";
    public const string Unset = "none";
    public const string InDataPath = "SQLite in DataPath";
    public const string Set = "set";

    public const string KeysHint = "A key lets a program or a person do more than read. It is shown once, when it is made.";
    public const string KeyName = "Whose, or what for";
    public const string KeyRole = "Role";
    public const string KeyCreated = "Made";
    public const string KeyUsed = "Last used";
    public const string KeyEnds = "Ends";
    public const string KeyRemove = "Take away";
    public const string KeyNew = "New key";
    public const string KeyMake = "Make the key";
    public const string KeyMade = "Copy it now; it is not shown again.";
    public const string KeyGone = "The key works no more.";
    public const string NoKeys = "There are no keys: only this machine may do more than read.";
    public const string Never = "never";

    public const string Who = "Who";
    public const string What = "Did";
    public const string Object = "About";
    public const string When = "When";
    public const string NoAudit = "Nothing was changed yet.";
    public const string Older = "Older";
}
