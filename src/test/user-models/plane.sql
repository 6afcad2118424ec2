create table users (
  id uuid primary key,
  password varchar(128) not null,
  last_login timestamp with time zone null,
  username varchar(128) not null unique,
  email varchar(255) null unique,
  first_name varchar(255) not null,
  last_name varchar(255) not null,
  is_active boolean not null,
  is_staff boolean not null,
  is_superuser boolean not null,
  is_bot boolean not null,
  date_joined timestamp with time zone not null
);
create table users_groups (id integer primary key, user_id uuid not null, group_id integer not null);
create table users_user_permissions (id integer primary key, user_id uuid not null, permission_id integer not null);
create table auth_group (id integer primary key, name varchar(150) not null unique);
create table django_content_type (id integer primary key, app_label varchar(100) not null, model varchar(100) not null);
create table auth_permission (id integer primary key, name varchar(255) not null, content_type_id integer not null, codename varchar(100) not null);
create table auth_group_permissions (id integer primary key, group_id integer not null, permission_id integer not null);
insert into users ("id", "password", "last_login", "username", "email", "first_name", "last_name", "is_active", "is_staff", "is_superuser", "is_bot", "date_joined") values ('00000000000040008000000000000001', 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, '6a1c', 'ada@example.com', 'Ada', 'Lovelace', true, false, false, false, '2026-01-02 03:04:05.000006');
insert into users ("id", "password", "last_login", "username", "email", "first_name", "last_name", "is_active", "is_staff", "is_superuser", "is_bot", "date_joined") values ('00000000000040008000000000000003', 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, '77f0', 'gone@example.com', 'Gone', '', false, false, false, false, '2026-01-02 03:04:05.000006');
insert into users ("id", "password", "last_login", "username", "email", "first_name", "last_name", "is_active", "is_staff", "is_superuser", "is_bot", "date_joined") values ('00000000000040008000000000000004', 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'b0b0', 'bot@example.com', 'Bot', '', true, false, false, true, '2026-01-02 03:04:05.000006');
insert into users ("id", "password", "last_login", "username", "email", "first_name", "last_name", "is_active", "is_staff", "is_superuser", "is_bot", "date_joined") values ('00000000000040008000000000000002', 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, '9c2d', 'root@example.com', 'Root', '', true, true, true, false, '2026-01-02 03:04:05.000006');
