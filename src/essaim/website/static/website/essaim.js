// What the pages gain when scripts run. Nothing here is needed to read, choose or send.
import "./favourites.js";
