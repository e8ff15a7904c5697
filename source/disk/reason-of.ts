const reasons: Readonly<Record<string, string>> = {
	EACCES: 'permission denied',
	EPERM: 'not permitted',
	EROFS: 'the file system is read-only',
	ENOSPC: 'no space is left on the device',
	EDQUOT: 'the disk quota is used up',
	ENOENT: 'it does not exist',
	ENOTDIR: 'a part of its path is no folder',
	EISDIR: 'it is a folder',
	EEXIST: 'something that is no folder has its name',
	ENAMETOOLONG: 'the name is too long',
	ELOOP: 'its links lead nowhere',
};

/** What the operating system said, in words; never empty. */
export function reasonOf(error: unknown): string {
	const code = codeOf(error);
	return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

/** ENOENT, EACCES ...; empty for what is no error of the operating system. */
export function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
