// Before anything is seen: scripts run here, and what the file shows by itself is not what a link asks for.
const { classList } = document.documentElement;
classList.add("scripted", "waiting");
if (location.hash.length > 1) classList.add("linked");
