namespace KnowledgeBase.Api.Pages;

/// <summary>The English text of the pages.</summary>
internal static class Words
{
    public const string Brand = "npm help";
    public const string Description = "Type an error, a command or a question and get the passage that answers it.";
    public const string Skip = "Skip to the content";
    public const string SearchLabel = "What can we help you with?";
    public const string SearchHint = "An error or a question";
    public const string SearchHintShort = "Search the help";
    public const string Search = "Search";
    public const string Suggestions = "Suggestions";
    public const string AllResults = "All results";
    public const string NoneYet = "No good answer yet";
    public const string NoneYetHint = "Keep typing, or press Enter to see what comes nearest and to ask us.";
    public const string Copy = "Copy";
    public const string Copied = "Copied";
    public const string Footer = "Nothing here that helps?";
    public const string AskLink = "Ask us";
    public const string Browse = "Browse by topic";
    public const string AllTopics = "All topics";
    public const string More = "More";
    public const string Incident = "Live incident";
    public const string KnownIssue = "Known issue";
    public const string Related = "Related";
    public const string LinkToSection = "Link to this section";
    public const string WidgetTitle = "The help on your site";
    public const string WidgetHint = "One line puts a help button on any page. It sets no cookie and reads nothing of the page. The button at the bottom right shows it.";
    public const string WidgetOrigins = "Name the sites that may use it in the settings of this service:";
    public const string WidgetLabel = "Another word on the button:";
    public const string AskedMost = "Asked most";
    public const string OneArticle = "1 article";
    public const string ManyArticles = "articles";

    public const string DidYouMean = "Did you mean";
    public const string ShownFor = "Shown for";
    public const string Instead = "Search as written:";
    public const string SureBefore = "We are";
    public const string SureAfter = "sure that this answers it";
    public const string From = "From";
    public const string Opening = "the start of the article";
    public const string WhyThis = "Why this?";
    public const string MoreArticles = "More that may help";
    public const string NoAnswerTitle = "No good answer";
    public const string NoAnswer = "We have no article that answers this, and we would rather say so than guess.";
    public const string UnsureTitle = "No sure answer";
    public const string Unsure = "No article answers this for certain. These come nearest.";
    public const string NotIt = "Not what you need?";

    public const string OnThisPage = "On this page";
    public const string AppliesTo = "For version";
    public const string Verified = "Last verified";

    public const string Helpful = "Was this helpful?";
    public const string Yes = "Yes";
    public const string No = "No";
    public const string Missing = "Sorry about that. What was missing?";
    public const string MissingHint = "Leave out passwords and tokens.";
    public const string ThanksVote = "Thank you. That helps us make it better.";

    public const string AskTitle = "Ask us";
    public const string AskLabel = "What did you do, and what happened?";
    public const string AskHint = "Paste the command and the error as they are, but leave out passwords and tokens.";
    public const string AskSend = "Send the question";
    public const string Send = "Send";
    public const string AskMayHelp = "This may answer it already";
    public const string AskThanks = "Thank you. We read every question, and what is missing becomes an article.";
    public const string AskNoReply = "We have no address of yours to reply to. For a personal answer,";
    public const string AskContact = "see how to reach support";
    public const string AskContactQuery = "contact support";
    public const string AskEmpty = "Please write your question first.";
    public const string AskLong = "Please shorten your question to 20,000 characters; the error and the command are enough.";

    public const string NotFoundTitle = "This page is not here";
    public const string NotFound = "It may have moved. A search usually finds it.";
    public const string Starting = "We are just starting. Please try again in a moment.";

    public const string Busy = "Too many questions at once. Please try again in a moment.";
    public const string TooLong = "This took too long and was stopped.";
    public const string NoStore = "Nothing can be saved or looked up right now. Nothing was written; please try again in a moment.";
}
