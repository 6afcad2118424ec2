create table authentication_user (
  uuid uuid primary key,
  password varchar(128) not null,
  last_login timestamp with time zone null,
  username varchar(150) not null unique,
  email varchar(254) not null,
  first_name varchar(150) not null,
  last_name varchar(150) not null,
  is_active boolean not null,
  is_staff boolean not null,
  is_superuser boolean not null,
  date_joined timestamp with time zone not null,
  oidc_id varchar(256) null,
  display_name varchar(256) null,
  plan_id uuid null,
  created_at timestamp with time zone null
);
create table authentication_user_groups (id integer primary key, user_id uuid not null, group_id integer not null);
create table authentication_user_user_permissions (id integer primary key, user_id uuid not null, permission_id integer not null);
create table auth_group (id integer primary key, name varchar(150) not null unique);
create table django_content_type (id integer primary key, app_label varchar(100) not null, model varchar(100) not null);
create table auth_permission (id integer primary key, name varchar(255) not null, content_type_id integer not null, codename varchar(100) not null);
create table auth_group_permissions (id integer primary key, group_id integer not null, permission_id integer not null);
insert into authentication_user ("uuid", "password", "last_login", "username", "email", "first_name", "last_name", "is_active", "is_staff", "is_superuser", "date_joined") values ('00000000000040008000000000000001', 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'ada@thundermail.example', 'ada@example.com', 'Ada', 'Lovelace', true, false, false, '2026-01-02 03:04:05.000006');
insert into authentication_user ("uuid", "password", "last_login", "username", "email", "first_name", "last_name", "is_active", "is_staff", "is_superuser", "date_joined") values ('00000000000040008000000000000002', 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'root@thundermail.example', 'root@example.com', 'Root', '', true, true, true, '2026-01-02 03:04:05.000006');
