/** Tables and indexes of every shape that a script has to bring back; `i ""x""` and the like are names. */
export const oddIndexes = `
	create schema "Film ""Noir""";
	create table "Film ""Noir"""."Scène 1" (id int primary key, "the title" text not null, doc jsonb, at timestamptz, tags text[], room int4range, email text unique);
	create table shots (scene_id int, shot_type text, number int, note text);
	create table مشاهد (id int primary key, العنوان text);
	create table night (at date not null, seat int, guest text) partition by range (at);
	create table night_1 partition of night for values from ('2026-01-01') to ('2026-02-01');
	create table "night 2" partition of night for values from ('2026-02-01') to ('2026-03-01') partition by list (seat);
	create table "night 2 a" partition of "night 2" for values in (1, 2);
	create table "night 2 b" partition of "night 2" default;
	create materialized view seen as select scene_id, count(*) as shots from shots group by 1;
	insert into shots select n % 100, case n % 3 when 0 then 'wide' else 'close' end, n, 'note ' || n from generate_series(1, 2000) as n;
	insert into night select date '2026-01-01' + n % 50, n % 5, 'guest ' || n from generate_series(1, 500) as n;
	create index shots_plain on shots (scene_id);
	create index shots_desc on shots (scene_id desc, number desc nulls last, note nulls first);
	create index shots_lower on shots (lower(note) text_pattern_ops, (number * 2)) where shot_type <> 'it''s $check$ \\';
	alter index shots_lower alter column 2 set statistics 77;
	create index shots_cover on shots (scene_id) include (note, number) with (fillfactor = 70);
	comment on index shots_cover is 'it''s for "the list"';
	create index shots_hash on shots using hash (note);
	create index shots_brin on shots using brin (number) with (pages_per_range = 16);
	create index shots_collate on shots (note collate "C");
	create index "i ""quoted"", it's" on "Film ""Noir"""."Scène 1" ("the title", at desc);
	create index "Film gin" on "Film ""Noir"""."Scène 1" using gin (doc jsonb_path_ops, tags);
	create index "Film gist" on "Film ""Noir"""."Scène 1" using gist (room);
	create index فهرس on مشاهد (العنوان);
	create index night_guest on night (guest, lower(guest));
	create index night_own on night_1 (seat);
	create index seen_shots on seen (shots);
	analyze;
`;

/** Those of oddIndexes that serve queries only. */
export const oddNames = [
	'shots_plain', 'shots_desc', 'shots_lower', 'shots_cover', 'shots_hash', 'shots_brin', 'shots_collate', 'i "quoted", it\'s', 'Film gin', 'Film gist', 'فهرس', 'night_guest', 'night_own', 'seen_shots',
];
