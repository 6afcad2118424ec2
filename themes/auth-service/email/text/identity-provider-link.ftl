<#ftl output_format="plainText">
${msg("identityProviderLinkBody", user.username, realmName, identityProviderContext.username, identityProviderDisplayName)}

${link}

${msg("authServiceIdentityProviderLinkElse", linkExpirationFormatter(linkExpiration))}
