using KnowledgeBase.Articles;

namespace KnowledgeBase.Api.Pages;

/// <summary>The English text of the writers' pages.</summary>
internal static class WriteWords
{
    public const string Articles = "Articles";
    public const string Gaps = "Asked in vain";
    public const string Flags = "Flagged";
    public const string Sections = "Writing";
    public const string New = "New article";
    public const string Write = "Write this article";
    public const string Find = "Find an article";
    public const string FindHint = "Title, id or owner";
    public const string All = "All";
    public const string Zip = "All articles as Markdown files, with their images (zip)";
    public const string States = "States";
    public const string NoArticles = "There is no such article.";
    public const string NoGaps = "Every search of the last 90 days got an answer, and no question is open.";
    public const string NoFlags = "Nothing is flagged.";

    public const string Title = "Title";
    public const string TitleHint = "The question as people ask it";
    public const string State = "State";
    public const string Audience = "Audience";
    public const string Owner = "Owner";
    public const string Views = "Views";
    public const string Helpful = "Helpful";
    public const string Solved = "Solved";
    public const string Verified = "Verified";
    public const string Never = "never";
    public const string InFolder = "not yet in its file";

    public const string Id = "Address";
    public const string IdHint = "/articles/…; left empty, it is made from the title";
    public const string Category = "Topic";
    public const string Tags = "Tags";
    public const string TagsHint = "Separated by commas";
    public const string Kind = "Kind";
    public const string Aliases = "Old addresses";
    public const string AliasesHint = "One a line; their pages lead here";
    public const string Questions = "Other ways people ask";
    public const string QuestionsHint = "One a line, in their words; matched like the title, never shown";
    public const string Body = "Text";
    public const string Details = "Topic, tags, addresses, questions";
    public const string Image = "Add an image";
    public const string ImageSending = "Sending the image…";
    public const string ImageSent = "It is in the text. Say between the brackets what it shows.";
    public const string ImageFailed = "The image was not sent: the service cannot be reached. Try again.";
    public const string Keys = "Markdown. Ctrl+B bold, Ctrl+I italic, Ctrl+K link, Ctrl+F finds, Ctrl+S saves.";
    public const string Save = "Save";
    public const string Publish = "Publish";
    public const string Show = "Show";
    public const string Preview = "As published";
    public const string Nothing = "Nothing written yet.";
    public const string History = "History";
    public const string Page = "See the page";
    public const string Saved = "Saved.";
    public const string SavedLive = "Saved. It can be found now.";
    public const string Pending = "Saved here. Its file could not be written; that is tried again until it can.";
    public const string Kept = "Kept on this computer until you save.";
    public const string Recovered = "What you had typed and not saved is back.";
    public const string Discard = "Discard it";
    public const string Changed = "This article changed while you were writing";
    public const string ChangedMend = "Nothing is lost: yours is in the form below, theirs is here. Take over what should stay, then save again.";
    public const string TakenId = "There is already an article at this address";
    public const string TakenIdMend = "Choose another address, or bring both together here and save again.";
    public const string Gone = "This article was taken away while you were writing";
    public const string GoneMend = "Save again to bring it back with your text.";
    public const string FileDiffers = "The file of this article holds another text";
    public const string FileDiffersMend = "It was changed in the folder while the article was changed here. Bring both together and save; the file is then written.";
    public const string DiffLabel = "Red lines are only in theirs, green ones only in yours.";
    public const string FileDiffLabel = "Red lines are only in the file, green ones only in the article.";
    public const string Theirs = "Their whole text";
    public const string Duplicates = "These may answer it already";
    public const string Links = "Links that lead nowhere";
    public const string NoFields = "Its front matter cannot be changed field by field: mend it in the file.";
    public const string NoTitle = "Title: write the question it answers.";
    public const string BadDay = "Verified: write a day like 2026-11-24.";
    public const string FlagsHere = "Readers and agents say";
    public const string Done = "Done";

    public const string Revision = "Revision";
    public const string When = "When";
    public const string Who = "What wrote it";
    public const string Compare = "What changed";
    public const string Restore = "Restore";
    public const string Back = "Back to the article";
    public const string SameTexts = "Nothing differs.";
    public const string First = "This is the first revision.";
    public const string RevisionDiff = "Red lines were taken out, green ones came in.";

    public const string GapsHint = "What was searched and asked in the last 90 days without an answer, alike questions together, most frequent first.";
    public const string Asked = "Asked";
    public const string Also = "Also asked as";

    public static string Name(ArticleState state) => state switch
    {
        ArticleState.Draft => "Draft",
        ArticleState.Review => "In review",
        ArticleState.Published => "Published",
        _ => "Archived",
    };

    public static string Name(Audience audience) => audience == KnowledgeBase.Articles.Audience.Public ? "Everyone" : "Agents";

    public static string Name(ArticleKind kind) => kind switch
    {
        ArticleKind.Incident => "Incident, live now",
        ArticleKind.KnownIssue => "Known issue",
        _ => "Help",
    };

    public static string Times(long count) => count == 1 ? "once" : $"{count:N0} times";
}
