/** Which cluster and database it is, whatever it is called: names can lead elsewhere tomorrow, and several lead to one. */
export interface DatabaseIdentity {
	/** system_identifier of pg_control_system(), a number as text; null where it may not be read. */
	readonly system: string | null;
	/** pg_database.oid. */
	readonly oid: number;
}

/** What is not known speaks against nothing. Two clusters may hold databases of the same oid, and one restored from a backup goes by the same number: then the index's oid decides. */
export function sameDatabase(then: DatabaseIdentity, now: DatabaseIdentity): boolean {
	return then.oid === now.oid && (then.system === null || now.system === null || then.system === now.system);
}

/** Enough to find a database under another name. */
export function provenSame(then: DatabaseIdentity, now: DatabaseIdentity): boolean {
	return then.system !== null && sameDatabase(then, now) && now.system !== null;
}
