<#ftl output_format="plainText">
${msg("verifiableCredentialOfferBody", user.username, realmName, credentialScopeDisplayName)}

${link}

${msg("authServiceCredentialOfferElse", linkExpirationFormatter(linkExpiration))}
