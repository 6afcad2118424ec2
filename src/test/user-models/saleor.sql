create table account_user (
  id integer primary key,
  password varchar(128) not null,
  last_login timestamp with time zone null,
  first_name varchar(150) not null,
  last_name varchar(150) not null,
  email varchar(254) not null,
  is_active boolean not null,
  is_staff boolean not null,
  is_superuser boolean not null,
  date_joined timestamp with time zone not null,
  is_confirmed boolean not null,
  language_code varchar(35) not null
);
insert into account_user ("id", "password", "last_login", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "date_joined", "is_confirmed", "language_code") values (1, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'Ada', 'Lovelace', 'ada@example.com', true, false, false, '2026-01-02 03:04:05.000006', true, 'en');
insert into account_user ("id", "password", "last_login", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "date_joined", "is_confirmed", "language_code") values (3, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, '', '', 'new@example.com', true, false, false, '2026-01-02 03:04:05.000006', false, 'en');
insert into account_user ("id", "password", "last_login", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "date_joined", "is_confirmed", "language_code") values (2, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, '', '', 'root@example.com', true, true, true, '2026-01-02 03:04:05.000006', true, 'en');
