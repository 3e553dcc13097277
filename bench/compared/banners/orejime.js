import 'orejime/dist/orejime-standard.css';
import './orejime-config.js';
import 'orejime/dist/orejime-standard-en.js';
