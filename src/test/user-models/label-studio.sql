create table htx_user (
  id integer primary key,
  password varchar(128) not null,
  last_login timestamp with time zone null,
  username varchar(256) not null,
  first_name varchar(150) not null,
  last_name varchar(150) not null,
  email varchar(254) not null,
  is_active boolean not null,
  is_staff boolean not null,
  is_superuser boolean not null,
  date_joined timestamp with time zone not null,
  is_deleted boolean not null
);
create table htx_user_groups (id integer primary key, user_id integer not null, group_id integer not null);
create table htx_user_user_permissions (id integer primary key, user_id integer not null, permission_id integer not null);
create table auth_group (id integer primary key, name varchar(150) not null unique);
create table django_content_type (id integer primary key, app_label varchar(100) not null, model varchar(100) not null);
create table auth_permission (id integer primary key, name varchar(255) not null, content_type_id integer not null, codename varchar(100) not null);
create table auth_group_permissions (id integer primary key, group_id integer not null, permission_id integer not null);
insert into htx_user ("id", "password", "last_login", "username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "date_joined", "is_deleted") values (1, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'annotator', 'Ada', 'Lovelace', 'ada@example.com', true, false, false, '2026-01-02 03:04:05.000006', false);
insert into htx_user ("id", "password", "last_login", "username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "date_joined", "is_deleted") values (2, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'annotator', '', '', 'root@example.com', true, true, true, '2026-01-02 03:04:05.000006', false);
insert into htx_user ("id", "password", "last_login", "username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "date_joined", "is_deleted") values (4, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'annotator', '', '', 'deleted@example.com', true, false, false, '2026-01-02 03:04:05.000006', true);
