create table auth_user (
  id integer primary key,
  password varchar(128) not null,
  last_login timestamp with time zone null,
  username varchar(150) not null unique,
  first_name varchar(150) not null,
  email varchar(254) not null,
  is_active boolean not null,
  is_staff boolean not null,
  is_superuser boolean not null,
  date_joined timestamp with time zone not null,
  is_sentry_app boolean null
);
insert into auth_user ("id", "password", "last_login", "username", "first_name", "email", "is_active", "is_staff", "is_superuser", "date_joined", "is_sentry_app") values (1, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'ada', 'Ada Lovelace', 'ada@example.com', true, false, false, '2026-01-02 03:04:05.000006', null);
insert into auth_user ("id", "password", "last_login", "username", "first_name", "email", "is_active", "is_staff", "is_superuser", "date_joined", "is_sentry_app") values (2, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'root', '', 'root@example.com', true, true, true, '2026-01-02 03:04:05.000006', false);
insert into auth_user ("id", "password", "last_login", "username", "first_name", "email", "is_active", "is_staff", "is_superuser", "date_joined", "is_sentry_app") values (3, '', null, 'linked', '', 'linked@example.com', true, false, false, '2026-01-02 03:04:05.000006', null);
insert into auth_user ("id", "password", "last_login", "username", "first_name", "email", "is_active", "is_staff", "is_superuser", "date_joined", "is_sentry_app") values (5, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'app', '', 'app@example.com', true, false, false, '2026-01-02 03:04:05.000006', true);
