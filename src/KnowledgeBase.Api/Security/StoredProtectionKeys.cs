using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Api.Security;

/// <summary>Keeps the keys of ASP.NET's data protection in the store.</summary>
internal sealed class StoredProtectionKeys(Engine engine) : IXmlRepository, IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;

    public IReadOnlyCollection<XElement> GetAllElements() => [.. engine.Store.ProtectionKeys.All().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) => engine.Store.ProtectionKeys.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
