using KnowledgeBase.Answering;
using KnowledgeBase.Store;

namespace KnowledgeBase.Api.Pages.Agents;

/// <summary>The English text of the agents' pages.</summary>
internal static class AgentWords
{
    public const string Title = "Questions";
    public const string Older = "Older questions";
    public const string Back = "Questions";
    public const string NoneOpen = "Nothing waits. What people ask on the help page appears here.";
    public const string NoneEscalated = "Nothing is escalated.";
    public const string NoneSolved = "No question has been solved yet.";
    public const string PasteTitle = "Paste a ticket";
    public const string PasteHint = "Secrets and personal data are masked before anything is kept.";
    public const string PasteText = "Message";
    public const string PasteSubject = "Subject, if there is one";
    public const string PasteChannel = "Where it came from";
    public const string PasteSend = "Find answers";
    public const string PasteEmpty = "Please paste the message first.";
    public const string PasteLong = "Please shorten the message to 20,000 characters.";

    public const string Abusive = "Abusive message";
    public const string AbusiveShow = "The words of this message insult or threaten. Show it anyway";
    public const string AbusiveHelp = "You need not endure this:";
    public const string Conduct = "the code of conduct";
    public const string Hard = "how we answer such messages";
    public const string Quoted = "Quoted mail and signature";

    public const string Find = "Search in other words";
    public const string FindNot = "Back to what fits their own words";
    public const string Articles = "Articles";
    public const string Guesses = "Guesses";
    public const string Tickets = "Similar resolved tickets";
    public const string NoArticles = "No article is near this.";
    public const string NoTickets = "No resolved ticket is like this.";
    public const string Unsure = "No sure answer";
    public const string UnsureHint = "Nothing here is likely enough to send without a closer look. Escalate it if you do not know either.";
    public const string Internal = "agents only";
    public const string Insert = "Insert";
    public const string Link = "Link";
    public const string Reject = "Reject";
    public const string RejectWhy = "Why not?";
    public const string SolvedBy = "Solved by";
    public const string Rejected = "Rejected for this question:";
    public const string Passage = "The passage that answers";

    public const string Preview = "Preview";
    public const string PreviewNone = "Open an article or a ticket to read it here.";
    public const string OpenPage = "Open the page";
    public const string TheyAsked = "They asked";
    public const string WeAnswered = "We answered";
    public const string Flag = "Tell its writer";
    public const string FlagWhich = "Paragraph";
    public const string FlagWhole = "The whole article";
    public const string FlagReason = "What is wrong with it?";
    public const string FlagSend = "Send to the writer";

    public const string Reply = "Reply";
    public const string ReplyText = "Text of the reply";
    public const string ReplyHint = "Insert a passage, or write.";
    public const string There = "Already there";
    public const string Failed = "That did not work. Please try again.";
    public const string Linked = "Link inserted";
    public const string Inserted = "Inserted";
    public const string Copy = "Copy";
    public const string Copied = "Copied";
    public const string MarkSolved = "Mark solved";
    public const string WhatSolved = "What solved it";
    public const string NoArticle = "My reply above, no article";
    public const string SolveEmpty = "Say what helped: choose the article, or write the reply.";
    public const string Escalate = "Escalate";
    public const string EscalateTo = "To";
    public const string EscalateWhy = "Why";
    public const string EscalateSend = "Hand it over";
    public const string Reopen = "Open it again";
    public const string Keys = "Keys";
    public const string KeysOff = "Turn keys off";
    public const string KeysOn = "Turn keys on";

    /// <summary>Why a suggestion is none: what is kept, and how it is said.</summary>
    public static readonly IReadOnlyList<(string Reason, string Text)> Reasons =
        [("wrong", "Wrong"), ("outdated", "Outdated"), ("duplicate", "Duplicate"), ("not_for_this_customer", "Not for them")];

    /// <summary>Whom questions are handed to: what is kept, and how it is said.</summary>
    public static readonly IReadOnlyList<(string Queue, string Text)> Queues =
        [("lead", "Team lead"), ("security", "Security"), ("incident", "Incident lead"), ("accounts", "Accounts and identity"), ("billing", "Billing"), ("legal", "Names, trademarks, copyright")];

    /// <summary>Where messages come from.</summary>
    public static readonly IReadOnlyList<(string Channel, string Text)> Channels = [("email", "E-mail"), ("tweet", "Tweet"), ("community", "Community"), ("form", "Help page")];

    /// <summary>The keys and what they do.</summary>
    public static readonly IReadOnlyList<(string Key, string Does)> Hints =
        [("j", "next"), ("k", "previous"), ("o", "open"), ("i", "insert"), ("l", "link"), ("x", "reject"), ("f", "tell its writer"), ("/", "search"), ("r", "reply"), ("c", "copy"), ("s", "solved"), ("e", "escalate")];

    public static string Name(QuestionState state) => state switch { QuestionState.Open => "Open", QuestionState.Escalated => "Escalated", _ => "Solved" };

    public static string Name(ReplyShape shape) => shape switch { ReplyShape.Email => "E-mail", ReplyShape.Tweet => "Tweet", _ => "Community" };

    public static string NameOf(string channel) => Channels.FirstOrDefault(c => c.Channel == channel).Text ?? channel;

    public static string QueueName(string queue) => Queues.FirstOrDefault(q => q.Queue == queue).Text ?? queue;

    public static string? Said(string? done) => done switch
    {
        "solved" => "Solved, and learned: the next one who asks this gets it sooner.",
        "escalated" => "Handed over.",
        "reopened" => "Open again; what was learned from it is forgotten.",
        "rejected" => "Rejected. It will not be suggested for this question again.",
        "flagged" => "Sent to the writer. Thank you.",
        _ => null,
    };
}
