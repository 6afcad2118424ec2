<#ftl output_format="plainText">
${msg("passwordResetBody", user.username, realmName)}

${link}

${msg("authServicePasswordResetElse", linkExpirationFormatter(linkExpiration))}
