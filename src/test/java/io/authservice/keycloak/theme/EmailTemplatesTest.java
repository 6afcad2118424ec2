package io.authservice.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;

import freemarker.cache.FileTemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.theme.beans.MessageFormatterMethod;

/** Every mail of the theme, as it is made of a template and messages. */
class EmailTemplatesTest {

  private static final Path THEME = Path.of("themes/auth-service/email");
  private static final String HOSTILE = "<b>&{0}";

  static Stream<Arguments> mails() throws IOException {
    List<Arguments> mails = new ArrayList<>();
    for (String kind : List.of("html", "text")) {
      try (Stream<Path> files = Files.list(THEME.resolve(kind))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> !name.equals("template.ftl"))
            .forEach(
                name ->
                    Stream.of("en", "de")
                        .forEach(language -> mails.add(Arguments.of(kind, name, language))));
      }
    }
    return mails.stream();
  }

  @ParameterizedTest
  @MethodSource("mails")
  void aMailSaysAllInItsLanguage(String kind, String name, String language) throws Exception {
    String mail = mail(kind, name, language);

    assertThat(mail).doesNotContain("${", "authService", "Body", "requiredAction");
    if (kind.equals("html")) {
      assertThat(mail)
          .contains("<html lang=\"" + language + "\"", "class=\"card\"")
          .doesNotContain(HOSTILE);
    }
    if (!name.equals("workflow-notification.ftl")) {
      assertThat(mail).contains("https://example.com/link").contains("in-five-minutes");
    }
  }

  private static String mail(String kind, String name, String language) throws Exception {
    Locale locale = Locale.forLanguageTag(language);
    Properties messages = Messages.of(THEME.toString(), language);
    TemplateMethodModelEx constant = arguments -> "in-five-minutes";
    TemplateMethodModelEx same = arguments -> arguments.get(0);
    Map<String, Object> model = new HashMap<>();
    model.put("msg", new MessageFormatterMethod(locale, messages));
    model.put("linkExpirationFormatter", constant);
    model.put("kcSanitize", same);
    model.put("locale", locale);
    model.put("ltr", true);
    model.put("link", "https://example.com/link");
    model.put("linkExpiration", 5);
    model.put("realmName", HOSTILE);
    model.put("user", Map.of("username", HOSTILE));
    model.put("newEmail", HOSTILE);
    model.put("requiredActions", List.of("UPDATE_PASSWORD", "VERIFY_EMAIL"));
    model.put("identityProviderDisplayName", HOSTILE);
    model.put("identityProviderContext", Map.of("username", HOSTILE));
    model.put("organization", Map.of("name", HOSTILE));
    model.put("credentialScopeDisplayName", HOSTILE);
    model.put("messageKey", "accountDisableNotificationBody");
    model.put("daysRemaining", 1);
    model.put("reason", HOSTILE);
    StringWriter mail = new StringWriter();
    configuration(kind).getTemplate(name).process(model, mail);
    return mail.toString();
  }

  /** As Keycloak has it. */
  private static Configuration configuration(String kind) throws IOException {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_32);
    configuration.setTemplateLoader(new FileTemplateLoader(THEME.resolve(kind).toFile()));
    configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    return configuration;
  }
}
