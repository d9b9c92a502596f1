using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api.Settings;

/// <summary>Settings under <c>KnowledgeBase:Limits</c>.</summary>
public sealed class LimitsOptions
{
    /// <summary>How often one address or key may do something.</summary>
    [ValidateObjectMembers]
    public PerMinuteOptions PerMinute { get; set; } = new();

    /// <summary>Searches and pages worked on at once, 1 to 10,000; default 8 for each processor.</summary>
    [Range(1, 10_000)]
    public int Reads { get; set; } = 8 * Environment.ProcessorCount;

    /// <summary>Writes worked on at once, 1 to 10,000; default 32. They share commits, so more than wait for one disk are of use.</summary>
    [Range(1, 10_000)]
    public int Writes { get; set; } = 32;

    /// <summary>Requests of either kind that may wait, 0 to 100,000; default 256. Beyond that: 503.</summary>
    [Range(0, 100_000)]
    public int Waiting { get; set; } = 256;

    /// <summary>Longest time for a request in seconds, 1 to 3,600; default 30.</summary>
    [Range(1, 3600)]
    public int Seconds { get; set; } = 30;

    /// <summary>Longest time for an import in seconds, 1 to 86,400; default 600. What it has taken in stays; sent again it goes on.</summary>
    [Range(1, 86_400)]
    public int ImportSeconds { get; set; } = 600;
}

/// <summary>Settings under <c>KnowledgeBase:Limits:PerMinute</c>: requests a minute from one address or key, 0 to 1,000,000; 0 for no limit.</summary>
public sealed class PerMinuteOptions
{
    private const int Most = 1_000_000;

    /// <summary>Searches and completions; default 1,200: an office that types behind one address.</summary>
    [Range(0, Most)]
    public int Search { get; set; } = 1200;

    /// <summary>Events and votes; default 300.</summary>
    [Range(0, Most)]
    public int Event { get; set; } = 300;

    /// <summary>Questions from the form; default 30.</summary>
    [Range(0, Most)]
    public int Ask { get; set; } = 30;

    /// <summary>Attempts to sign in; default 30.</summary>
    [Range(0, Most)]
    public int SignIn { get; set; } = 30;
}
