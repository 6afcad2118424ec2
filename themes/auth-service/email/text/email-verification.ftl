<#ftl output_format="plainText">
${msg("emailVerificationBody", user.username, realmName)}

${link}

${msg("authServiceEmailVerificationElse", linkExpirationFormatter(linkExpiration))}
