create table users_user (
  id integer primary key,
  password varchar(128) not null,
  last_login timestamp with time zone null,
  username varchar(150) not null unique,
  email varchar(254) not null,
  is_active boolean not null,
  is_staff boolean not null,
  is_superuser boolean not null,
  date_joined timestamp with time zone not null,
  full_name varchar(256) not null,
  is_system boolean not null
);
insert into users_user ("id", "password", "last_login", "username", "email", "is_active", "is_staff", "is_superuser", "date_joined", "full_name", "is_system") values (1, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'ada', 'ada@example.com', true, false, false, '2026-01-02 03:04:05.000006', 'Ada Lovelace', false);
insert into users_user ("id", "password", "last_login", "username", "email", "is_active", "is_staff", "is_superuser", "date_joined", "full_name", "is_system") values (4, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'system', 'system@example.com', true, false, false, '2026-01-02 03:04:05.000006', '', true);
insert into users_user ("id", "password", "last_login", "username", "email", "is_active", "is_staff", "is_superuser", "date_joined", "full_name", "is_system") values (2, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'root', 'root@example.com', true, true, true, '2026-01-02 03:04:05.000006', 'Root', false);
