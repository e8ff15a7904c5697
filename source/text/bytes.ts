const units = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;

/**
 * Bytes as Postgres's own pg_size_pretty prints them, digit for digit, so that a size here can be compared with one from psql:
 * a kB is 1024 bytes, numbers are whole, and a unit is kept up to 10239 (src/backend/utils/adt/dbsize.c). `-` for null.
 */
export function formatBytes(bytes: number | null): string {
	if (bytes === null || !Number.isFinite(bytes)) {
		return '-';
	}

	if (Math.abs(bytes) < 10 * 1024) {
		return `${Math.trunc(bytes)} bytes`;
	}

	// Counted in half units, so that the last division can round: halves away from zero, everything before it truncates.
	let halves = Math.trunc(bytes / 512);
	let unit = 0;
	while (Math.abs(halves) >= 20 * 1024 - 1 && unit < units.length - 1) {
		halves = Math.trunc(halves / 1024);
		unit++;
	}

	return `${Math.trunc((halves + Math.sign(halves)) / 2)} ${units[unit]}`;
}
