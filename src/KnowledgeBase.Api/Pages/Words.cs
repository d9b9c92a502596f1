namespace KnowledgeBase.Api.Pages;

/// <summary>The English text of the pages.</summary>
internal static class Words
{
    public const string Brand = "npm help";
    public const string Skip = "Skip to the content";
    public const string SearchLabel = "What can we help you with?";
    public const string SearchHint = "An error, a command, a question";
    public const string Search = "Search";
    public const string Footer = "Nothing here that helps?";
    public const string AskLink = "Ask us";
    public const string Browse = "Browse by topic";
    public const string WhyThis = "Why this?";
    public const string From = "From";
    public const string DidYouMean = "Did you mean";
    public const string NoAnswerTitle = "No good answer";
    public const string NoAnswer = "We do not have an article that answers this, and we would rather say so than guess.";
    public const string AskThis = "Ask this question";
    public const string Guesses = "These come nearest. They may not be what you need.";
    public const string Articles = "Articles";
    public const string OnThisPage = "On this page";
    public const string Verified = "Last verified";
    public const string Helpful = "Was this helpful?";
    public const string Yes = "Yes";
    public const string No = "No";
    public const string HelpfulWhy = "What was missing? (optional)";
    public const string ThanksVote = "Thank you. That helps us make it better.";
    public const string AskTitle = "Ask us";
    public const string AskLabel = "Your question";
    public const string AskHint = "What did you do, what did you expect, and what happened? Paste the error as it is, but leave out passwords and tokens.";
    public const string AskSend = "Send";
    public const string AskThanks = "Thank you. Your question is with our support team now.";
    public const string AskEmpty = "Please write your question first.";
    public const string AskLong = "Please shorten your question to 20,000 characters; the error and the command are enough.";
    public const string NotFoundTitle = "This page is not here";
    public const string NotFound = "It may have moved. A search usually finds it.";
    public const string Starting = "We are just starting. Please try again in a moment.";
}
