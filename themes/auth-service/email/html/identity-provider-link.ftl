<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("identityProviderLinkBodyHtml", user.username, realmName, identityProviderContext.username, identityProviderDisplayName)}</p>
<@layout.action href=link label="authServiceIdentityProviderLinkAction"/>
<p>${msg("authServiceIdentityProviderLinkElse", linkExpirationFormatter(linkExpiration))}</p>
</@layout.emailLayout>
