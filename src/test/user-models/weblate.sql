create table weblate_auth_user (
  id integer primary key,
  password varchar(128) not null,
  last_login timestamp with time zone null,
  username varchar(150) not null unique,
  email varchar(190) null,
  is_active boolean not null,
  is_superuser boolean not null,
  date_joined timestamp with time zone not null,
  full_name varchar(150) not null,
  is_bot boolean not null,
  date_expires timestamp with time zone null
);
insert into weblate_auth_user ("id", "password", "last_login", "username", "email", "is_active", "is_superuser", "date_joined", "full_name", "is_bot", "date_expires") values (1, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'ada', 'ada@example.com', true, false, '2026-01-02 03:04:05.000006', 'Ada Lovelace', false, '2099-01-01 00:00:00');
insert into weblate_auth_user ("id", "password", "last_login", "username", "email", "is_active", "is_superuser", "date_joined", "full_name", "is_bot", "date_expires") values (2, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'root', 'root@example.com', true, true, '2026-01-02 03:04:05.000006', 'Root', false, null);
insert into weblate_auth_user ("id", "password", "last_login", "username", "email", "is_active", "is_superuser", "date_joined", "full_name", "is_bot", "date_expires") values (3, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'expired', 'expired@example.com', true, false, '2026-01-02 03:04:05.000006', 'Expired', false, '2020-01-01 00:00:00');
insert into weblate_auth_user ("id", "password", "last_login", "username", "email", "is_active", "is_superuser", "date_joined", "full_name", "is_bot", "date_expires") values (5, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'bot', 'bot@example.com', true, false, '2026-01-02 03:04:05.000006', 'Bot', true, null);
