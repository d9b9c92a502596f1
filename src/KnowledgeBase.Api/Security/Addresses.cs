using System.Net;
using System.Net.Sockets;

namespace KnowledgeBase.Api.Security;

/// <summary>Tells addresses of the public network from those inside; see the special-purpose registries of IANA (RFC 6890).</summary>
public static class Addresses
{
    private static readonly IPNetwork[] Inside =
    [
        .. ((string[])["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"]).Select(n => IPNetwork.Parse(n)),
    ];

    /// <summary>What one client counts as: its address, or the half of it that is not its own to choose; whoever has one IPv6 address has 2^64 of them.</summary>
    public static string Network(IPAddress? address) => address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
        ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
        : address?.MapToIPv4().ToString() ?? "";

    /// <summary>True when <paramref name="address"/> is of the public network.</summary>
    public static bool AreOutside(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(Inside, network => network.Contains(plain));
    }
}
