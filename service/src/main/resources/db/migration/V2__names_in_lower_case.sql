-- Names are matched without regard to case. Lower case is made before they come here, for each database knows another one.

update study set patient_name = lower(patient_name), referring_physician_name = lower(referring_physician_name);
