-- The Copy's tables. As in a dump, constraints come after the tables: rows are loaded between the two, so that keys are
-- built once by sorting and foreign keys are checked once by a join, instead of row by row.

create table users (
	id varchar not null default gen_random_uuid(),
	email varchar(255) not null,
	password_hash text not null,
	first_name varchar(100),
	last_name varchar(100),
	profile_image_url varchar(500),
	created_at timestamp default now(),
	updated_at timestamp default now()
);

create table projects (
	id varchar not null default gen_random_uuid(),
	title text not null,
	script_content text,
	user_id varchar,
	created_at timestamp default now(),
	updated_at timestamp default now()
);

create table scenes (
	id varchar not null default gen_random_uuid(),
	project_id varchar not null,
	scene_number integer not null,
	title text not null,
	location text not null,
	time_of_day text not null,
	characters jsonb not null,
	description text,
	shot_count integer default 0,
	status text default 'planned'
);

create table characters (
	id varchar not null default gen_random_uuid(),
	project_id varchar not null,
	name text not null,
	appearances integer default 0,
	consistency_status text default 'good',
	last_seen text,
	notes text
);

create table shots (
	id varchar not null default gen_random_uuid(),
	scene_id varchar not null,
	shot_number integer not null,
	shot_type text not null,
	camera_angle text not null,
	camera_movement text not null,
	lighting text not null,
	ai_suggestion text
);

create table sessions (
	sid varchar not null,
	sess jsonb not null,
	expire timestamp not null
);

alter table users add constraint users_pkey primary key (id);
alter table users add constraint users_email_unique unique (email);
alter table projects add constraint projects_pkey primary key (id);
alter table scenes add constraint scenes_pkey primary key (id);
alter table characters add constraint characters_pkey primary key (id);
alter table shots add constraint shots_pkey primary key (id);
alter table sessions add constraint sessions_pkey primary key (sid);

alter table projects add constraint projects_user_id_fk foreign key (user_id) references users (id) on delete cascade;
alter table scenes add constraint scenes_project_id_fk foreign key (project_id) references projects (id) on delete cascade;
alter table characters add constraint characters_project_id_fk foreign key (project_id) references projects (id) on delete cascade;
alter table shots add constraint shots_scene_id_fk foreign key (scene_id) references scenes (id) on delete cascade;
