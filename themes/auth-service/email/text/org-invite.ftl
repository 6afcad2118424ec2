<#ftl output_format="plainText">
${msg("orgInviteBody", organization.name, realmName)}

${link}

${msg("authServiceOrgInviteElse", linkExpirationFormatter(linkExpiration))}
