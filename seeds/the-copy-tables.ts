import type {ColumnType, Generated} from 'kysely';

/** A timestamp without time zone, as text in both directions: `2025-05-31 09:00:00.000`. */
type Timestamp = ColumnType<string | null, string | undefined, string>;

export interface UsersTable {
	readonly id: Generated<string>;
	readonly email: string;
	readonly password_hash: string;
	readonly first_name: string | null;
	readonly last_name: string | null;
	readonly profile_image_url: string | null;
	readonly created_at: Timestamp;
	readonly updated_at: Timestamp;
}

export interface ProjectsTable {
	readonly id: Generated<string>;
	readonly title: string;
	readonly script_content: string | null;
	readonly user_id: string | null;
	readonly created_at: Timestamp;
	readonly updated_at: Timestamp;
}

export interface ScenesTable {
	readonly id: Generated<string>;
	readonly project_id: string;
	readonly scene_number: number;
	readonly title: string;
	readonly location: string;
	readonly time_of_day: string;
	/** jsonb: the names of those who appear; written as JSON text. */
	readonly characters: ColumnType<readonly string[], string, string>;
	readonly description: string | null;
	readonly shot_count: Generated<number | null>;
	readonly status: Generated<string | null>;
}

export interface CharactersTable {
	readonly id: Generated<string>;
	readonly project_id: string;
	readonly name: string;
	readonly appearances: Generated<number | null>;
	readonly consistency_status: Generated<string | null>;
	readonly last_seen: string | null;
	readonly notes: string | null;
}

export interface ShotsTable {
	readonly id: Generated<string>;
	readonly scene_id: string;
	readonly shot_number: number;
	readonly shot_type: string;
	readonly camera_angle: string;
	readonly camera_movement: string;
	readonly lighting: string;
	readonly ai_suggestion: string | null;
}

export interface SessionsTable {
	readonly sid: string;
	/** jsonb, written as JSON text. */
	readonly sess: ColumnType<unknown, string, string>;
	readonly expire: string;
}

/** The Copy's database as kysely sees it: `Kysely<TheCopyTables>`. */
export interface TheCopyTables {
	readonly users: UsersTable;
	readonly projects: ProjectsTable;
	readonly scenes: ScenesTable;
	readonly characters: CharactersTable;
	readonly shots: ShotsTable;
	readonly sessions: SessionsTable;
}
