-- preset: bare
-- why: Constraints only: primary keys and the unique email. What an index is worth shows against this.

-- preset: baseline
-- why: The indexes that The Copy had before the analysis.

-- preset: optimized
-- why: The baseline and the eight indexes that the analysis proposed.

-- preset: all
-- why: Everything: the eight, and the covering and partial ones that were drafted.

-- why: The user's projects: the first page after login.
-- presets: baseline, optimized, all
CREATE INDEX idx_projects_user_id ON projects (user_id);

-- why: Projects by age, for lists over all users.
-- presets: baseline, optimized, all
CREATE INDEX idx_projects_created_at ON projects (created_at);

-- why: The user's projects in the order they were made; it answers what idx_projects_user_id answers, too.
-- presets: baseline, optimized, all
CREATE INDEX idx_projects_user_created ON projects (user_id, created_at);

-- why: A project's scenes.
-- presets: baseline, optimized, all
CREATE INDEX idx_scenes_project_id ON scenes (project_id);

-- why: A project's scenes in script order, without a sort.
-- presets: baseline, optimized, all
CREATE INDEX idx_scenes_project_number ON scenes (project_id, scene_number);

-- why: A project's characters.
-- presets: baseline, optimized, all
CREATE INDEX idx_characters_project_id ON characters (project_id);

-- why: A scene's shots.
-- presets: baseline, optimized, all
CREATE INDEX idx_shots_scene_id ON shots (scene_id);

-- why: A scene's shots in order, without a sort.
-- presets: baseline, optimized, all
CREATE INDEX idx_shots_scene_number ON shots (scene_id, shot_number);

-- why: Finds the sessions that have expired, to delete them.
-- presets: baseline, optimized, all
CREATE INDEX "IDX_session_expire" ON sessions (expire);

-- why: Ownership check of a project from the index alone.
-- priority: HIGH
-- presets: optimized, all
CREATE INDEX idx_projects_id_user ON projects (id, user_id);

-- why: Joins a scene to its project from the index alone.
-- priority: MEDIUM-HIGH
-- presets: optimized, all
CREATE INDEX idx_scenes_id_project ON scenes (id, project_id);

-- why: A project's scenes in one status.
-- priority: MEDIUM
-- presets: optimized, all
CREATE INDEX idx_scenes_project_status ON scenes (project_id, status);

-- why: Joins a character to its project from the index alone.
-- priority: MEDIUM-HIGH
-- presets: optimized, all
CREATE INDEX idx_characters_id_project ON characters (id, project_id);

-- why: A project's characters by name.
-- priority: MEDIUM
-- presets: optimized, all
CREATE INDEX idx_characters_project_name ON characters (project_id, name);

-- why: A project's characters in one state of consistency.
-- priority: LOW-MEDIUM
-- presets: optimized, all
CREATE INDEX idx_characters_project_consistency ON characters (project_id, consistency_status);

-- why: Joins a shot to its scene from the index alone.
-- priority: MEDIUM-HIGH
-- presets: optimized, all
CREATE INDEX idx_shots_id_scene ON shots (id, scene_id);

-- why: A scene's shots of one type.
-- priority: MEDIUM
-- presets: optimized, all
CREATE INDEX idx_shots_scene_type ON shots (scene_id, shot_type);

-- why: Drafted: the whole project list from the index, already in its order.
-- presets: all
CREATE INDEX idx_projects_user_updated_cover ON projects (user_id, updated_at DESC) INCLUDE (id, title, created_at);

-- why: Drafted: only the scenes that are being worked on.
-- presets: all
CREATE INDEX idx_scenes_project_active ON scenes (project_id, scene_number) WHERE status IN ('in-progress', 'filming');

-- why: Drafted: only the characters that need attention.
-- presets: all
CREATE INDEX idx_characters_needs_attention ON characters (project_id) WHERE consistency_status <> 'good';
