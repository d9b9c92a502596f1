namespace KnowledgeBase.Api.Pages;

/// <summary>The English text of signing in and of being refused.</summary>
internal static class AccessWords
{
    public const string SignIn = "Sign in";
    public const string SignInWith = "Sign in with your account";
    public const string SignInHint = "This is where the support team comes in. To read and ask, nobody needs to sign in.";
    public const string Key = "Access key";
    public const string KeyHint = "It begins with kb_. An admin can make one for you; the first start of the service printed one.";
    public const string WrongKey = "This key opens nothing. It is misspelt, has ended or was taken away.";
    public const string NoRole = "Your account has no role here yet. Ask an admin to give it one, then try again.";
    public const string SignedIn = "You are signed in";
    public const string As = "as";
    public const string SignOut = "Sign out";
    public const string Elsewhere = "Use another key";

    public const string NeedsKey = "This is for the support team.";
    public const string NeedsKeyMend = "Sign in at /signin, or send a key as 'Authorization: Bearer …'.";
    public const string KeyUnknown = "This key opens nothing.";
    public const string KeyUnknownMend = "It is misspelt, has ended or was taken away. Ask an admin for a new one, or send none to read what is public.";
    public const string NotYours = "This is for another role.";
    public const string NotYoursMend = "Ask an admin for a key whose role may do this.";
    public const string OtherSite = "Another site's page sent this.";
    public const string OtherSiteMend = "Call the API from a program, or from a page of this service.";
    public const string TooOften = "That was a lot at once";
    public const string TooOftenMend = "Please wait a moment, then go on.";
    public const string LeaveEmpty = "Leave this empty";
    public const string OnceMore = "Please look your question over and send it once more.";
    public const string FormOld = "This form has grown too old";
    public const string FormOldMend = "Go back, reload the page, and send it again. Nothing was saved.";
}
