create table authentik_core_user (
  id integer primary key,
  password varchar(128) not null,
  last_login timestamp with time zone null,
  username varchar(150) not null unique,
  email varchar(254) not null,
  is_active boolean not null,
  date_joined timestamp with time zone not null,
  uuid varchar(36) not null,
  name varchar(200) not null,
  type varchar(30) not null
);
insert into authentik_core_user ("id", "password", "last_login", "username", "email", "is_active", "date_joined", "uuid", "name", "type") values (1, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'ada', 'ada@example.com', true, '2026-01-02 03:04:05.000006', '1', 'Ada Lovelace', 'internal');
insert into authentik_core_user ("id", "password", "last_login", "username", "email", "is_active", "date_joined", "uuid", "name", "type") values (2, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'root', 'root@example.com', true, '2026-01-02 03:04:05.000006', '2', 'Root', 'external');
insert into authentik_core_user ("id", "password", "last_login", "username", "email", "is_active", "date_joined", "uuid", "name", "type") values (5, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'robot', 'robot@example.com', true, '2026-01-02 03:04:05.000006', '5', '', 'service_account');
