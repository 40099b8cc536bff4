// The overlay's start. Its nonce comes in the fragment and leaves the address at once.

import "../shared/base.css";
import "./overlay.css";
import "./prose.css";
import "./quotes.css";
import "./composer.css";
import "../shared/run.css";
import init, { mount_overlay } from "views";
import { ViewHost } from "../shared/view-host";
import { viewsModule } from "../shared/views-module";

const nonce = location.hash.slice(1);
history.replaceState(null, "", location.pathname);

/** Which tab it stands in is the background's to know: Firefox tells a frame in a page nothing about tabs. */
const NO_TAB = -1;

await init({ module_or_path: viewsModule(import.meta.url) });
const root = document.getElementById("root");
if (root && nonce !== "") mount_overlay(new ViewHost({ port: "overlay", tab: NO_TAB, nonce }), root);
