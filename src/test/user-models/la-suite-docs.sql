create table impress_user (
  id uuid primary key,
  password varchar(128) not null,
  last_login timestamp with time zone null,
  sub varchar(255) null unique,
  email varchar(254) null,
  admin_email varchar(254) null unique,
  full_name varchar(100) null,
  short_name varchar(100) null,
  is_active boolean not null,
  is_staff boolean not null,
  is_superuser boolean not null,
  is_device boolean not null,
  created_at timestamp with time zone not null
);
create table impress_user_groups (id integer primary key, user_id uuid not null, group_id integer not null);
create table impress_user_user_permissions (id integer primary key, user_id uuid not null, permission_id integer not null);
create table auth_group (id integer primary key, name varchar(150) not null unique);
create table django_content_type (id integer primary key, app_label varchar(100) not null, model varchar(100) not null);
create table auth_permission (id integer primary key, name varchar(255) not null, content_type_id integer not null, codename varchar(100) not null);
create table auth_group_permissions (id integer primary key, group_id integer not null, permission_id integer not null);
insert into impress_user ("id", "password", "last_login", "sub", "email", "admin_email", "full_name", "is_active", "is_staff", "is_superuser", "is_device", "created_at") values ('00000000000040008000000000000001', 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'ada-sub', 'ada@example.com', null, 'Ada Lovelace', true, false, false, false, '2026-01-02 03:04:05.000006');
insert into impress_user ("id", "password", "last_login", "sub", "email", "admin_email", "full_name", "is_active", "is_staff", "is_superuser", "is_device", "created_at") values ('00000000000040008000000000000004', 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'device', null, null, null, true, false, false, true, '2026-01-02 03:04:05.000006');
insert into impress_user ("id", "password", "last_login", "sub", "email", "admin_email", "full_name", "is_active", "is_staff", "is_superuser", "is_device", "created_at") values ('00000000000040008000000000000002', 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, null, null, 'root@example.com', null, true, true, true, false, '2026-01-02 03:04:05.000006');
