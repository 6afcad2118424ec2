package io.authservice.keycloak.persistence.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.account.extra.ExtraAttribute.Kind;
import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserModelTest {

  @Test
  void whatIsNotMentionedIsDjangos() {
    UserModel model = UserModel.read("first_name = full_name\n\n# a remark\r\nlast_name = ''");
    assertThat(model.column(UserField.FIRST_NAME)).contains("full_name");
    assertThat(model.column(UserField.LAST_NAME)).isEmpty();
    assertThat(model.column(UserField.EMAIL)).contains("email");
    assertThat(model.isWritable(UserField.FIRST_NAME)).isTrue();
    assertThat(model.isWritable(UserField.LAST_NAME)).isFalse();
    assertThat(model.hasGroups()).isTrue();
    assertThat(model.filter("\"", "u.")).isEmpty();
    assertThat(UserModel.read(" \n ")).isSameAs(UserModel.DJANGO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name | u.\"name\"",
        "null | null",
        "'O''Hara' | 'O''Hara'",
        "p.name | (select max(j.\"name\") from \"profile\" j where j.\"user_id\" = u.\"id\")",
        "p.name else name else 'x' | coalesce(nullif((select max(j.\"name\") from \"profile\" j"
            + " where j.\"user_id\" = u.\"id\"), ''), nullif(u.\"name\", ''), 'x')"
      })
  void readsTexts(String term, String sql) {
    UserModel model = UserModel.read("join p = profile.user_id\nfirst_name = " + term);
    assertThat(model.sql(UserField.FIRST_NAME, "\"", "u.")).isEqualTo(sql);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true | true",
        "a | u.`a`",
        "not a | (not coalesce(u.`a`, false))",
        "a and not b or c | ((coalesce(u.`a`, false) and (not coalesce(u.`b`, false))) or"
            + " coalesce(u.`c`, false))",
        "a and (b or c) | (coalesce(u.`a`, false) and (coalesce(u.`b`, false) or coalesce(u.`c`,"
            + " false)))",
        "role in (100, 'x') | coalesce(u.`role` in (100, 'x'), false)",
        "role not in (1) | (not coalesce(u.`role` in (1), false))",
        "a is null | (u.`a` is null)",
        "a is not null | (not (u.`a` is null))",
        "expires > now | coalesce(u.`expires` > utc_timestamp(6), false)",
        "p.banned | exists (select 1 from `profile` j where j.`user_id` = u.`id` and"
            + " coalesce(j.`mail` = u.`email`, false) and j.`banned` = true)"
      })
  void readsFlags(String term, String sql) {
    UserModel model =
        UserModel.read("join p = profile.user_id where mail = user.email\nis_active = " + term);
    assertThat(model.sql(UserField.ACTIVE, "`", "u.")).isEqualTo(sql.replaceAll("\\s+", " "));
  }

  /** Staff may make staff, and must make no superusers by it. */
  @Test
  void neverMakesSuperusersByAnotherField() {
    for (String model :
        new String[] {
          "is_superuser = is_staff", "is_staff = is_superuser", "is_superuser = is_staff and ok"
        }) {
      assertThat(UserModel.read(model).isWritable(UserField.STAFF)).as(model).isFalse();
    }
    assertThat(UserModel.read("is_staff = is_superuser").isWritable(UserField.SUPERUSER)).isTrue();
    UserModel byName =
        UserModel.read("is_superuser = first_name = 'root'\nis_staff = last_name = 'x'");
    assertThat(byName.isWritable(UserField.FIRST_NAME)).isFalse();
    assertThat(byName.isWritable(UserField.LAST_NAME)).isFalse();
    assertThat(byName.isWritable(UserField.EMAIL)).isTrue();
    UserModel byLogin = UserModel.read("username = email\nis_superuser = email = 'root@x.org'");
    assertThat(byLogin.isWritable(UserField.USERNAME)).isFalse();
    assertThat(byLogin.isWritable(UserField.EMAIL)).isFalse();
    UserModel byRow =
        UserModel.read(
            "join a = admins.user_id where mail = user.email\nis_superuser = a.id is not null");
    assertThat(byRow.isWritable(UserField.EMAIL)).isFalse();
  }

  @Test
  void ofOneColumnTheFirstFieldIsWritten() {
    UserModel model = UserModel.read("username = email\nlast_name = first_name");
    assertThat(model.isOwned(UserField.USERNAME)).isTrue();
    assertThat(model.isOwned(UserField.EMAIL)).isFalse();
    assertThat(model.isWritable(UserField.EMAIL)).isTrue();
    assertThat(model.isWritable(UserField.LAST_NAME)).isFalse();
  }

  @Test
  void attributesAreColumnsOfAKind() {
    UserModel model =
        UserModel.read(
            "password = hash\njoin p = profile.user_id\nwhere not bot\n"
                + "attribute theme = theme write\nattribute age = age as integer write shown\n"
                + "attribute city = p.city else 'none'\nattribute vip = p.vip as boolean");
    assertThat(model.attributes())
        .containsExactly(
            new ExtraAttribute("theme", Kind.TEXT, true, false),
            new ExtraAttribute("age", Kind.INTEGER, true, true),
            new ExtraAttribute("city", Kind.TEXT, false, false),
            new ExtraAttribute("vip", Kind.BOOLEAN, false, false));
    assertThat(model.attributes().stream().map(one -> model.sql(one, "\"", "u.")))
        .containsExactly(
            "cast(u.\"theme\" as text)",
            "u.\"age\"",
            "coalesce(nullif((select max(cast(j.\"city\" as text)) from \"profile\" j where"
                + " j.\"user_id\" = u.\"id\"), ''), 'none')",
            "exists (select 1 from \"profile\" j where j.\"user_id\" = u.\"id\" and j.\"vip\" ="
                + " true)");
    assertThat(model.writtenColumn(model.attributes().get(1))).contains("age");
    assertThat(model.writtenColumn(model.attributes().get(2))).isEmpty();
    for (String line :
        new String[] {
          "attribute x = hash",
          "attribute x = bot as boolean write",
          "attribute y = age as integer write",
          "join q = p.user_id where hash = user.hash\nattribute x = q.y"
        }) {
      assertThatThrownBy(
              () ->
                  UserModel.read(
                      "password = hash\nwhere not bot\nattribute age = age as integer write\n"
                          + line))
          .as(line)
          .isInstanceOf(DatabaseRefusedException.class);
    }
  }

  @Test
  void emailsAreVerifiedByAFlagOrACondition() {
    assertThat(verified("email_verified = checked")).contains("coalesce(u.\"checked\", false)");
    assertThat(verified("email_verified = true")).contains("true");
    assertThat(
            verified(
                "join a = address.user_id where email = user.email\nemail_verified = a.verified"))
        .contains(
            "exists (select 1 from \"address\" j where j.\"user_id\" = u.\"id\" and"
                + " coalesce(j.\"email\" = u.\"email\", false) and j.\"verified\" = true)");
    assertThat(verified("")).isEmpty();
  }

  private static Optional<String> verified(String model) {
    return UserModel.read(model).verified("\"", "u.");
  }

  @Test
  void membershipsAreNamedByTheirOwnColumnOrByAnotherTables() {
    assertThat(
            UserModel.read(
                    "groups from member.user_id name role where active\n"
                        + "groups from member.user_id name team.name by team_id = uuid")
                .memberships("`", "u."))
        .containsExactly(
            new MembershipSql(
                "cast(j.`role` as char)",
                "`member` j where j.`user_id` = u.`id` and coalesce(j.`active`, false)"),
            new MembershipSql(
                "cast(n.`name` as char)",
                "`team` n, `member` j where j.`user_id` = u.`id` and n.`uuid` = j.`team_id`"));
  }

  @Test
  void newRowsHaveConstants() {
    UserModel model = UserModel.read("new plan_id = 1\nnew lang = 'en'\nnew made = now");
    assertThat(model.newRows("\""))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("plan_id", "1", "lang", "'en'", "made", "current_timestamp"));
    assertThat(model.newRows("`")).containsEntry("made", "utc_timestamp(6)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nickname = x | MODEL_FIELD_UNKNOWN",
        "email = p.x | MODEL_JOIN_UNKNOWN",
        "id = 1 | MODEL_COLUMN_WANTED",
        "id = null | MODEL_COLUMN_WANTED",
        "password = a else b | MODEL_COLUMN_WANTED",
        "username = 'root' | MODEL_COLUMN_WANTED",
        "email = true | MODEL_KIND",
        "email = 5 | MODEL_KIND",
        "email = a is null | MODEL_KIND",
        "email = not a | MODEL_KIND",
        "is_staff = 'x' | MODEL_KIND",
        "is_staff = 5 | MODEL_KIND",
        "is_staff = a else b | MODEL_KIND",
        "date_joined = now | MODEL_KIND",
        "date_joined = '2020' | MODEL_KIND",
        "new x = y | MODEL_NOT_UNDERSTOOD",
        "join user = a.b | MODEL_TWICE",
        "groups = some | MODEL_FIELD_UNKNOWN",
        "attribute email = x | MODEL_ATTRIBUTE_NAME",
        "attribute user_id = x | MODEL_ATTRIBUTE_NAME",
        "attribute LDAP_ID = x | MODEL_ATTRIBUTE_NAME",
        "attribute x = y as number | MODEL_NOT_UNDERSTOOD",
        "attribute x = y shown write | MODEL_NOT_UNDERSTOOD",
        "attribute x = p.y | MODEL_JOIN_UNKNOWN",
        "attribute x = 5 as integer | MODEL_KIND",
        "attribute x = a is null | MODEL_KIND",
        "attribute x = a else b as boolean | MODEL_KIND",
        "attribute x = email write | MODEL_ATTRIBUTE_UNWRITABLE",
        "attribute x = is_staff as boolean write | MODEL_ATTRIBUTE_UNWRITABLE",
        "attribute x = a else b write | MODEL_ATTRIBUTE_UNWRITABLE",
        "attribute x = a as json write | MODEL_ATTRIBUTE_UNWRITABLE",
        "attribute x = password | MODEL_SECRET",
        "attribute x = password = 'y' as boolean | MODEL_SECRET",
        "attribute x = api_token else y | MODEL_SECRET",
        "first_name = password | MODEL_SECRET",
        "email = reset_token else email | MODEL_SECRET",
        "email_verified = 'x' | MODEL_KIND",
        "email_verified = a else b | MODEL_KIND",
        "groups from a.b name c.d | MODEL_NOT_UNDERSTOOD",
        "groups from a name c | MODEL_NOT_UNDERSTOOD",
        "groups from a.b name secret | MODEL_SECRET",
        "groups from a.b name password | MODEL_SECRET"
      })
  void refusesWhatDoesNotFit(String line, DatabaseRefusal refusal) {
    assertThatThrownBy(() -> UserModel.read("\n" + line))
        .isInstanceOfSatisfying(
            DatabaseRefusedException.class,
            refused -> {
              assertThat(refused.refusal()).isEqualTo(refusal);
              assertThat(refused).hasMessageContaining("line 2");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email",
        "email =",
        "= email",
        "email = a b",
        "email = \"a\"",
        "email = a; drop table x",
        "email = a -- x",
        "email = a /* x */",
        "email = 'a",
        "email = 'a\\'",
        "email = 'a\u0000'",
        "email = (a",
        "email = lower(a)",
        "email = a.b.c",
        "email = `a`",
        "email = and",
        "email = a else",
        "email = 9999999999999999999",
        "is_staff = a in ()",
        "is_staff = a in (b)",
        "is_staff = a is",
        "where",
        "where a where b",
        "join p",
        "join p = x",
        "join p = x.y z",
        "groups none"
      })
  void refusesWhatItDoesNotUnderstand(String line) {
    assertThatThrownBy(() -> UserModel.read(line))
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageStartingWith("userModel, line 1: not understood at: ");
  }

  @Test
  void refusesWhatIsSaidTwice() {
    for (String line :
        new String[] {"email = a", "where a", "join p = a.b", "new a = 1", "groups = none"}) {
      assertThatThrownBy(() -> UserModel.read(line + "\n" + line))
          .as(line)
          .hasMessageMatching("userModel, line 2: \\w+ is said twice");
    }
  }

  @Test
  void refusesMoreThanAnyModelNeeds() {
    assertThatThrownBy(() -> UserModel.read("#".repeat(8001)))
        .hasMessage("userModel has more than 8000 characters");
    assertThatThrownBy(() -> UserModel.read("where " + "(".repeat(4000) + "a" + ")".repeat(3900)))
        .isInstanceOf(DatabaseRefusedException.class);
  }
}
