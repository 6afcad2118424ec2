create table auth_user (
  id integer primary key,
  password varchar(128) not null,
  last_login timestamp with time zone null,
  username varchar(150) not null unique,
  first_name varchar(150) not null,
  last_name varchar(150) not null,
  email varchar(254) not null,
  is_active boolean not null,
  is_staff boolean not null,
  is_superuser boolean not null,
  date_joined timestamp with time zone not null
);
create table auth_user_groups (id integer primary key, user_id integer not null, group_id integer not null);
create table auth_user_user_permissions (id integer primary key, user_id integer not null, permission_id integer not null);
create table auth_group (id integer primary key, name varchar(150) not null unique);
create table django_content_type (id integer primary key, app_label varchar(100) not null, model varchar(100) not null);
create table auth_permission (id integer primary key, name varchar(255) not null, content_type_id integer not null, codename varchar(100) not null);
create table auth_group_permissions (id integer primary key, group_id integer not null, permission_id integer not null);
create table auth_userprofile (id integer primary key, user_id integer not null unique, name varchar(255) not null);
create table student_userstanding (id integer primary key, user_id integer not null unique, account_status varchar(31) not null);
insert into auth_user ("id", "password", "last_login", "username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "date_joined") values (1, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'ada', '', '', 'ada@example.com', false, false, false, '2026-01-02 03:04:05.000006');
insert into auth_user ("id", "password", "last_login", "username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "date_joined") values (2, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'root', '', '', 'root@example.com', true, true, true, '2026-01-02 03:04:05.000006');
insert into auth_user ("id", "password", "last_login", "username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "date_joined") values (3, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'gone', '', '', 'gone@example.com', true, false, false, '2026-01-02 03:04:05.000006');
insert into auth_userprofile values (1, 1, 'Ada Lovelace');
insert into student_userstanding values (1, 3, 'disabled');
insert into student_userstanding values (2, 2, 'enabled');
