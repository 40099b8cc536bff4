// The options page's start.

import init, { mount_options } from "../views/views.js";
import { ViewHost } from "../shared/view-host";

await init();
const root = document.getElementById("root");
if (root) mount_options(new ViewHost({ port: "popup", tab: chrome.tabs.TAB_ID_NONE }), root);
