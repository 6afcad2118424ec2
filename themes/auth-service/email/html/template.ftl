<#macro emailLayout>
<!DOCTYPE html>
<html lang="${locale.language}" dir="${(ltr)?then('ltr','rtl')}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <style>
    body { margin: 0; padding: 24px 12px; background: #eef2f9; color: #14213d; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
    .card { max-width: 560px; margin: 0 auto; padding: 24px; border-top: 4px solid #2563eb; border-radius: 8px; background: #fff; overflow-wrap: anywhere; }
    .name { margin: 0 0 16px; color: #1d4ed8; font-size: 20px; font-weight: 600; }
    a { color: #1d4ed8; }
    a.button { display: inline-block; padding: 10px 20px; border-radius: 4px; background: #2563eb; color: #fff; font-weight: 600; text-decoration: none; }
    @media (prefers-color-scheme: dark) {
      body { background: #0f1624; color: #f1f5fd; }
      .card { background: #1a2234; }
      .name, a { color: #93b4fd; }
      a.button { color: #fff; }
    }
  </style>
</head>
<body>
  <div class="card">
    <p class="name">Auth Service</p>
    <#nested>
  </div>
</body>
</html>
</#macro>

<#-- Where a mail asks for something: one button, and the address itself for those whose program shows none. -->
<#macro action href label>
<p><a class="button" href="${href}" style="display: inline-block; padding: 10px 20px; border-radius: 4px; background: #2563eb; color: #fff; font-weight: 600; text-decoration: none;">${msg(label)}</a></p>
</#macro>
