create table zerver_userprofile (
  id integer primary key,
  password varchar(128) not null,
  last_login timestamp with time zone null,
  email varchar(254) not null,
  is_active boolean not null,
  is_staff boolean not null,
  is_superuser boolean not null,
  date_joined timestamp with time zone not null,
  delivery_email varchar(254) not null,
  full_name varchar(100) not null,
  role smallint not null,
  realm_id integer not null,
  is_bot boolean not null
);
create table zerver_userprofile_groups (id integer primary key, userprofile_id integer not null, group_id integer not null);
create table zerver_userprofile_user_permissions (id integer primary key, userprofile_id integer not null, permission_id integer not null);
create table auth_group (id integer primary key, name varchar(150) not null unique);
create table django_content_type (id integer primary key, app_label varchar(100) not null, model varchar(100) not null);
create table auth_permission (id integer primary key, name varchar(255) not null, content_type_id integer not null, codename varchar(100) not null);
create table auth_group_permissions (id integer primary key, group_id integer not null, permission_id integer not null);
insert into zerver_userprofile ("id", "password", "last_login", "email", "is_active", "is_staff", "is_superuser", "date_joined", "delivery_email", "full_name", "role", "realm_id", "is_bot") values (1, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'user1@zulip.example.com', true, false, false, '2026-01-02 03:04:05.000006', 'ada@example.com', 'Ada Lovelace', 400, 2, false);
insert into zerver_userprofile ("id", "password", "last_login", "email", "is_active", "is_staff", "is_superuser", "date_joined", "delivery_email", "full_name", "role", "realm_id", "is_bot") values (2, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'user2@zulip.example.com', true, false, true, '2026-01-02 03:04:05.000006', 'root@example.com', 'Root', 100, 2, false);
insert into zerver_userprofile ("id", "password", "last_login", "email", "is_active", "is_staff", "is_superuser", "date_joined", "delivery_email", "full_name", "role", "realm_id", "is_bot") values (4, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'user4@zulip.example.com', true, false, false, '2026-01-02 03:04:05.000006', 'elsewhere@example.com', 'Elsewhere', 400, 3, false);
insert into zerver_userprofile ("id", "password", "last_login", "email", "is_active", "is_staff", "is_superuser", "date_joined", "delivery_email", "full_name", "role", "realm_id", "is_bot") values (5, 'pbkdf2_sha256$1000$salt$lctMO66UVfACnXmiWxQn3MAQUEtmLYuGBm3GF5VMmmk=', null, 'user5@zulip.example.com', true, false, false, '2026-01-02 03:04:05.000006', 'bot@example.com', 'Bot', 400, 2, true);
