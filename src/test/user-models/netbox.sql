create table users_user (
  id integer primary key,
  password varchar(128) not null,
  last_login timestamp with time zone null,
  username varchar(150) not null unique,
  first_name varchar(150) not null,
  last_name varchar(150) not null,
  email varchar(254) not null,
  is_active boolean not null,
  is_superuser boolean not null,
  date_joined timestamp with time zone not null
);
insert into users_user ("id", "password", "last_login", "username", "first_name", "last_name", "email", "is_active", "is_superuser", "date_joined") values (1, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'ada', 'Ada', 'Lovelace', 'ada@example.com', true, false, '2026-01-02 03:04:05.000006');
insert into users_user ("id", "password", "last_login", "username", "first_name", "last_name", "email", "is_active", "is_superuser", "date_joined") values (2, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'root', '', '', 'root@example.com', true, true, '2026-01-02 03:04:05.000006');
