/** An index that exists for EXPLAIN only. */
export interface ImaginedIndex {
	/** What the universe calls it. */
	readonly key: string;
	/** What HypoPG calls it, and so EXPLAIN: `<13675>btree_shots_scene_id`. */
	readonly alias: string;
	/** HypoPG's guess in bytes, up to three times too high: it knows neither deduplication nor how full pages get. */
	readonly bytes: number | null;
	/** Over an expression, of which there are no statistics before the index is built: what the planner expects of it is worth nothing. */
	readonly blind: boolean;
}
