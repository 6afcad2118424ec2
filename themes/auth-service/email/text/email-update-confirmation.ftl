<#ftl output_format="plainText">
${msg("emailUpdateConfirmationBody", user.username, realmName, newEmail)}

${link}

${msg("authServiceEmailVerificationElse", linkExpirationFormatter(linkExpiration))}
