package io.authservice.keycloak.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Users with names as people have them, made of syllables: of 900 first and 27 000 last names some
 * are a thousand times as frequent as others. Of a million users a thousand are staff, ten thousand
 * inactive, ten thousand in the group {@code editors} and a hundred in {@code few}.
 */
final class SearchTable {

  private static final String SYLLABLES =
      "an,bel,cor,da,el,fa,gor,han,is,jo,ka,lin,mar,ne,ol,per,qui,ros,sa,tor,ul,vi,wen,xa,yo,zan,"
          + "bri,cle,dro,fri";

  private static final String LOAD =
      """
      insert into users_user (password, is_superuser, username, first_name, last_name, email,
          is_staff, is_active, date_joined, last_login)
      select 'pbkdf2_sha256$1000000$NotTheSaltOfAnyone$0000000000000000000000000000000000000000000=',
          n %% 100000 = 9, lower(first) || '.' || lower(last) || n, first, last,
          lower(first) || '.' || lower(last) || n || '@' || domain,
          n %% 1000 = 7, n %% 100 <> 3, timestamptz '2020-01-01' + n * interval '1 minute',
          case when n %% 3 = 0 then timestamptz '2025-01-01' - n * interval '10 s' end
      from (
        select n, initcap(s[a] || s[b]) as first, initcap(s[c] || s[d] || s[e]) as last,
            (array['example.com', 'mail.test', 'post.example', 'firma.example'])[f] as domain
        from (
          select n, string_to_array('%s', ',') as s, ceil(30 * random() ^ 2 + 1e-9)::int as a,
              ceil(30 * random() ^ 2 + 1e-9)::int as b, ceil(30 * random() ^ 1.5 + 1e-9)::int as c,
              ceil(30 * random() + 1e-9)::int as d, ceil(30 * random() ^ 1.5 + 1e-9)::int as e,
              ceil(4 * random() + 1e-9)::int as f
          from generate_series(1, %d) n) as drawn) as named
      """;

  private final BenchDatabase database;

  SearchTable(BenchDatabase database) {
    this.database = database;
  }

  /** Loads users without the indexes that the server makes beside its work, for it to make. */
  void load(int rows) {
    execute(
        """
        do $$ declare i record; begin
          for i in select indexrelid::regclass as name from pg_index
              where indrelid = 'users_user'::regclass and not indisunique
              and indexrelid <> 'users_user_email_case_idx'::regclass
          loop execute 'drop index ' || i.name; end loop;
        end $$""",
        "select setseed(0.42)",
        LOAD.formatted(SYLLABLES, rows),
        "insert into auth_group (name) values ('editors'), ('few')",
        "insert into users_user_groups (user_id, group_id) select u.id, g.id from users_user u,"
            + " auth_group g where u.id % case g.name when 'few' then 10000 else 100 end = 5",
        "vacuum analyze users_user",
        "vacuum analyze users_user_groups",
        "vacuum analyze auth_group");
  }

  /** Waits until the server has made its indexes, if it makes any. */
  void awaitIndexes() throws InterruptedException {
    for (int quiet = 0; quiet < 5; quiet++) {
      Thread.sleep(1000);
      if (!texts("select 1 from pg_locks where locktype = 'advisory'").isEmpty()) {
        quiet = 0;
      }
    }
  }

  /** Each index of the users with its size. */
  List<String> indexes() {
    return texts(
        "select indexrelname || ': ' || pg_size_pretty(pg_relation_size(indexrelid))"
            + " from pg_stat_user_indexes where relname = 'users_user' order by 1");
  }

  /** Usernames, e-mails or names of users drawn at random, but the same each time. */
  List<String> values(String expression) {
    return texts(
        "select "
            + expression
            + " from users_user where last_name <> '' order by md5(id::text)"
            + " limit 2000");
  }

  /** Names, in lower case, that so many users have. */
  List<String> names(String column, int least, int most) {
    return texts(
        "select lower(%1$s) from users_user where %1$s <> '' group by 1 having count(*) between %2$d"
                .formatted(column, least)
            + " and "
            + most
            + " order by md5(lower("
            + column
            + ")) limit 500");
  }

  private List<String> texts(String query) {
    return database.users().texts(query);
  }

  void execute(String... statements) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
