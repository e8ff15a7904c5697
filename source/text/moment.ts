const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function two(value: number): string {
	return String(value).padStart(2, '0');
}

/** `2026-11-25 17:33`, in the time zone that the reader lives in. */
export function formatMoment(at: Date): string {
	return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** `17:33:05`. */
export function formatClock(at: Date): string {
	return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** At most six cells: `17:33` on the same day as `now`, `25 Nov` in the same year, else `2025`. */
export function formatMomentShort(at: Date, now: Date): string {
	if (at.getFullYear() !== now.getFullYear()) {
		return String(at.getFullYear());
	}

	return at.getMonth() === now.getMonth() && at.getDate() === now.getDate()
		? `${two(at.getHours())}:${two(at.getMinutes())}`
		: `${at.getDate()} ${months[at.getMonth()] ?? ''}`;
}
